# docker build -t tilda .
# docker run --read-only --tmpfs /tmp -e TILDA_RETENTION_DAYS=0 -p 127.0.0.1:8000:8000 tilda
#
# The registry's PyTorch for x86-64 Linux brings several GB of CUDA libraries, which Tilda does not use.
# For the small image name PyTorch's own index of CPU builds, whose 2.13.0+cpu satisfies the lock:
#   docker build -t tilda --build-arg PIP_EXTRA_INDEX_URL=ADDRESS .

FROM python:3.11-slim-bookworm AS build

ARG PIP_EXTRA_INDEX_URL=""
ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    TILDA_DATA=/var/lib/tilda

WORKDIR /opt/tilda
RUN python -m venv .venv
ENV PATH=/opt/tilda/.venv/bin:$PATH

# Wheels only: neither stage has a compiler.
COPY requirements.txt ./
RUN pip install --only-binary :all: -r requirements.txt

COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY ingest ingest
COPY eval eval
COPY prompts prompts
COPY corpus corpus
RUN pip install --no-deps --no-build-isolation --editable . \
    && python -m compileall -q app ingest eval \
    && tilda ingest


FROM python:3.11-slim-bookworm

ENV PATH=/opt/tilda/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    TILDA_DATA=/var/lib/tilda \
    TILDA_HOST=0.0.0.0 \
    TILDA_PORT=8000

RUN groupadd --gid 10001 tilda \
    && useradd --uid 10001 --gid tilda --no-create-home --home-dir /tmp --shell /usr/sbin/nologin tilda

# The code belongs to root; only the data folder, with the model and the index, is Tilda's own.
COPY --from=build /opt/tilda /opt/tilda
COPY --from=build --chown=10001:10001 /var/lib/tilda /var/lib/tilda

WORKDIR /opt/tilda
USER 10001:10001
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["tilda", "serve"]
