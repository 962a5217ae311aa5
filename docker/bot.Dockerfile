# The bot: Rasa with its own Python. The model is trained when the image is built, so every copy has the same one.
FROM python:3.10-slim-bookworm
RUN apt-get update -qq && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY Makefile ./
COPY scripts scripts
COPY requirements/uv.txt requirements/uv.txt
COPY bot bot
RUN make bot-env
RUN make model
RUN useradd --system --uid 10002 bot && chown -R bot bot/models
USER bot
ENV PORT=5005 HOST=0.0.0.0
EXPOSE 5005
CMD ["bot/.venv/bin/python", "-m", "bot.serve"]
