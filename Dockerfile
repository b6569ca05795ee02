# One image for the web server, the worker, its schedule and the migrations; docker-compose.yml shows how.
# Nothing in it is secret, it runs as an ordinary user, and its root filesystem may be read-only.

FROM python:3.13-slim-bookworm AS build
WORKDIR /app
ENV CHRYSALIS_HOME=/srv/chrysalis PYTHONDONTWRITEBYTECODE=1
# The packages first: this layer is built again only when the lock changes.
COPY manage.py requirements.txt ./
COPY chrysalis/__init__.py chrysalis/__init__.py
COPY chrysalis/bootstrap chrysalis/bootstrap
RUN python manage.py install
COPY . .
# Django wants settings even to gather files. These reach nothing, and the key is thrown away.
RUN CHRYSALIS_SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    CHRYSALIS_HOSTS=build.example \
    DATABASE_URL=postgresql://nobody@localhost/nothing \
    REDIS_URL=redis://localhost/0 \
    python manage.py collectstatic --no-input

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin chrysalis \
    && install -d -o chrysalis /srv/chrysalis /srv/chrysalis/beat /srv/chrysalis/kept /srv/chrysalis/backups
WORKDIR /app
COPY --from=build /app /app
COPY --from=build /srv/chrysalis/static /srv/chrysalis/static
ENV PATH=/app/.venv/bin:$PATH \
    CHRYSALIS_HOME=/srv/chrysalis \
    DJANGO_SETTINGS_MODULE=chrysalis.settings \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "chrysalis.bootstrap.ping"]
# --worker-tmp-dir: gunicorn's heartbeat must not wait for a disk.
CMD ["gunicorn", "--preload", "--workers", "2", "--threads", "4", "--bind", "0.0.0.0:8000", \
     "--worker-tmp-dir", "/dev/shm", "--logger-class", "chrysalis.journal.server.Lines", \
     "chrysalis.wsgi:application"]
