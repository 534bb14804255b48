# docker build -t tocsin .
# docker run -p 3000:3000 -v ./config:/config:ro -e MONGODB_URI=mongodb://… \
#   --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --init tocsin
#
# In a container Tocsin has to listen beyond loopback, which the demo refuses: there must be a /config/tocsin.yaml.

# To pin it for good, give it with its digest: --build-arg NODE_IMAGE=node:24.21.0-slim@sha256:…
ARG NODE_IMAGE=node:24.21.0-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY scripts ./scripts
COPY src ./src
COPY commands ./commands
COPY adapters ./adapters
# The commit that --version names: docker build --build-arg BUILD_COMMIT=$(git rev-parse --short HEAD)
ARG BUILD_COMMIT
# Run once, so that the image holds the compiled code as well.
RUN npm run build && npm prune --omit=dev && node --max-semi-space-size=32 --heap-growing-percent=100 --liftoff-only dist/cli.js slack-manifest >/dev/null

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    HTTP_HOST=0.0.0.0 \
    DATA_DIR=/data \
    TOCSIN_CONFIG=/config/tocsin.yaml
WORKDIR /app
# The one place that is written to, and only by the embedded database: the rest may be read-only.
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY demo ./demo
# By number, so that Kubernetes can tell that it is not root; it is the image's user “node”.
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT || 3000}/health/live`, { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "--heap-growing-percent=100", "--liftoff-only", "dist/cli.js"]
