import about from '../package.json' with { type: 'json' };

/** The commit that was built, as scripts/build.mjs writes it in; absent from the sources and from an archive without git. */
declare const BUILD_COMMIT: string | undefined;

/** `0.1.0+1a2b3c4`: the version and, where the build knows it, the commit. The same string everywhere it is shown. */
export const version =
  typeof BUILD_COMMIT === 'string' && BUILD_COMMIT ? `${about.version}+${BUILD_COMMIT}` : about.version;
