# Portal and worker. Every step is a call of a script or make target that the tests run as well.
FROM python:3.11-slim-bookworm
RUN apt-get update -qq && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY scripts/debian-packages.sh scripts/bootstrap-uv.sh scripts/
RUN scripts/debian-packages.sh run
COPY Makefile pyproject.toml README.md ./
COPY requirements requirements
COPY portal portal
COPY surveys surveys
COPY translations translations
COPY analysis analysis
COPY scripts scripts
RUN make env catalogs REQUIREMENTS=portal
RUN useradd --system --uid 10001 vielstimmig && mkdir /data && chown vielstimmig /data
USER vielstimmig
ENV PATH=/app/.venv/bin:$PATH VIELSTIMMIG_DATA_DIR=/data VIELSTIMMIG_MODE=production
# Uploads stay in memory: temporary files of a report would be plain text on a disk.
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s CMD ["python", "-c", "import httpx; httpx.get('http://127.0.0.1:8000/healthz').raise_for_status()"]
CMD ["vielstimmig", "serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--no-worker"]
