# The suite with its browser, for `docker compose up -d automation-suite`. docs/operations.md says how it is deployed.
# Only Debian's packages and PyPI are needed. Every Python package has the version that requirements.txt names; Debian's
# are the newest of its stable release at the time of the build, because an old Chromium is no safe one.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS packages
RUN apt-get update -q \
 && apt-get install -y -q --no-install-recommends ca-certificates python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY pyproject.toml requirements.txt run.py ./
# What the suite itself needs, in the versions of the lock, without the tools of its tests. The stamp tells run.py that
# there is nothing to set up.
RUN python3 -m venv .venv \
 && python3 -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' \
    > /tmp/wanted.txt \
 && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-input -r /tmp/wanted.txt -c requirements.txt \
 && .venv/bin/pip check \
 && .venv/bin/pip uninstall -y -q pip \
 && python3 -c 'import run; run.STAMP.write_text(run.wanted_stamp())'

FROM ${BASE}
RUN apt-get update -q \
 && apt-get install -y -q --no-install-recommends \
    ca-certificates chromium fonts-dejavu-core fonts-liberation fonts-noto-color-emoji python3 tini tzdata \
 && apt-get clean && rm -rf /var/lib/apt/lists/* /usr/share/doc/* /usr/share/man/* /usr/share/locale/* /usr/share/icons/* \
 && fc-cache -s \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /tmp --shell /usr/sbin/nologin suite
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY . .
# The file system is read-only when it runs, so what Python would compile then is compiled now. The three folders are
# the volumes; new ones take over owner and mode from here.
RUN python3 -m compileall -q automation_suite libraries practice run.py \
 && install -d -o suite -g suite -m 700 results state profiles
ENV HOME=/tmp \
    TOKEN_KEY_FILE=/app/profiles/token.key \
    PATH=/app/.venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    PROFILE_DIR=profiles
USER suite
VOLUME ["/app/results", "/app/state", "/app/profiles"]
# The scheduler touches this file at every look, each two seconds. No Python is started, so it costs a millisecond or two.
# Whether the jobs are well is another question: the scheduler asks it each hour and tells the owner.
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s --retries=3 \
    CMD ["sh", "-c", "find state/scheduler/lock -newermt '2 minutes ago' | grep -q ."]
# It reaps what a killed browser leaves behind. Signals go to the scheduler alone, which hands them on in its own order.
ENTRYPOINT ["tini", "--"]
CMD ["python", "run.py", "schedule"]
