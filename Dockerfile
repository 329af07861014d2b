# jiceng on a schedule: docker build -t jiceng . (docs/operate.md says how to run it).
FROM python:3.12-slim
WORKDIR /opt/jiceng
COPY pyproject.toml README.md LICENSE requirements.lock ./
COPY flows flows
COPY jiceng jiceng
COPY schemas schemas
COPY tests/extraction/rules tests/extraction/rules
COPY tests/reading/rules tests/reading/rules
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock && pip install --no-cache-dir --no-deps .
RUN useradd --create-home jiceng && install -d -o jiceng /data
USER jiceng
WORKDIR /data
VOLUME /data
EXPOSE 4200
ENV JICENG_DASHBOARD_HOST=0.0.0.0 JICENG_JSON_LOGS=true
STOPSIGNAL SIGTERM
CMD ["jiceng", "schedule"]
