ARG BASE_IMAGE=debian:trixie-slim
FROM ${BASE_IMAGE}

RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        openjdk-25-jdk-headless maven python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*

ENV PATH=/opt/venv/bin:$PATH \
    LANG=C.UTF-8
RUN python3 -m venv /opt/venv

COPY requirements.txt /tmp/requirements.txt
RUN pip install --no-cache-dir -r /tmp/requirements.txt
COPY lab-settings.json /opt/venv/share/jupyter/lab/settings/overrides.json

COPY kernel /tmp/kernel
RUN pip install --no-cache-dir /tmp/kernel && rm -rf /tmp/kernel /root/.m2

RUN useradd --create-home --uid 1000 jovyan
COPY --chown=jovyan notebooks /home/jovyan/notebooks
USER jovyan
WORKDIR /home/jovyan/notebooks

EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser"]
