/**
 * Releases of SecantusDB that contain the compiled server, newest first. There are several, because the project removes old
 * ones. The hashes are of the wheels for CPython 3.11 on Linux (glibc and musl; x86_64 and aarch64) and on macOS (arm64); no
 * other platform has wheels. The server in them is not Python, so they work with every Python.
 */
export const releases: readonly { version: string; sha256: readonly string[] }[] = [
  {
    version: '0.6.0b17',
    sha256: [
      '690fed7d7268bf7e90aeb2c8a5b390b32b34685170df9a304f961713e30540fe',
      'fe8ccfd1295c872c92a4c4c13c5a6a1dead88b2ff3b9aafb361406ec8aac4d14',
      '15d2143883070c7a3d8a6ef71bb2d0b0a5c5fde53cbc7a6a31960ae39baade2e',
      '4f648c25d5c4015fa9b37831c1caaaa3a8e7cd1bccc1c5f27c3bcb7731a1dba4',
      '030a69eabbbb0761c244c0d041c1aa89df17680b26c98b374030f61b1c890aec',
    ],
  },
  {
    version: '0.6.0b16',
    sha256: [
      'fc3c52aea242afc360f5a5597cd3adc745f50a7e2ba49b8c60378b26ba0db980',
      'c11b7e9cc0a15d9c182aade2813ad25a02eebe900ddbc8dac6a3344a1e20c035',
      '51791bc6d147672c322947425bec57ba56806917657563082d004c5c3c83f597',
      'ea8f5e9a7ff5df29da63673da178b8b9bb4da39970565faf7c33539f5435a7c2',
      'b46a2f5bcb35f76f3451f94ad42a2480c2167bee68ae92041da9e0a853e4ad25',
    ],
  },
  {
    version: '0.6.0b15',
    sha256: [
      '12248d40a4e0e7ef310c0441855e8f43f728b05044efde996b95ecae4c0688f4',
      '6a9933360b5c8b65ad0720e621c71d523539f8f718754611f0d55f04b312d0ad',
      '88f541d0ffc7e7341d5f5e66faf1506b13cadbc378181c457133c1d7dadc4ca2',
      '6a8b7046a011a6b4df5d6c5f0a62dbaf163853189cfe15aa0e0787b218b77e2f',
      '715ef705c20816a898b0aa4627975056b7cdeb4f2b3e4d05e8abf28b43712ec9',
    ],
  },
  {
    version: '0.6.0b14',
    sha256: [
      'df91c7e4d551b6b93a8b096fd8200bd3c63a55404f090902c17feb6da5d48d4e',
      '7a90715f3fd953d02ea3526f2f05cc793d03a022e6f82ed10ff07f8d80ebb237',
      '1278cd7e33bd4b12b79335e3db2a54c0307b5d0289f232400071e28cbb673fde',
      '9ecd92f464a907cfe47094d45628a7d54c2c9976c2c2d78ba5d13b47355cf4bc',
      'b05c24e942497cf3c11a0442b8ac06c1350ce912de9032b261e9e8ff93959315',
    ],
  },
  {
    version: '0.6.0b12',
    sha256: [
      '5528767e690121b96a4c96bbe072e546df5df58fba9ae83ea714f9d7e76d878b',
      'ca48aa793a328564c9ea77457a7ba4e0030a8f36a3da0e061bb9c181ecb685b2',
      '41034f05b672043a34834815ab2311aa7bf8062eaf2e803fb353ff03e764ef21',
      '3833fa787d05d5fd38ab7ec35d797896c2465ae338518f5c6311a550970c7f65',
      '2ad88e9e20268c8f494da46face476e21540d4eae91b89ecb91a152dae4e0c5f',
    ],
  },
];
