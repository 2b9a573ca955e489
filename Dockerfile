# Notebooks, kernel and JupyterLab: for Docker and for Binder.
ARG BASE_IMAGE=docker.io/library/debian:trixie-slim

FROM ${BASE_IMAGE} AS java
# The whole JDK, because the kernel compiles; a font and what reads it, because without one the JVM draws no chart.
# No versions here (DL3008): a Debian release keeps to them, and its archive has only the latest correction of each.
# hadolint ignore=DL3008
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        fontconfig fonts-wqy-microhei libharfbuzz0b openjdk-25-jdk-headless python3 \
 && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8 \
    PATH=/opt/venv/bin:$PATH

FROM java AS build
# hadolint ignore=DL3008
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends maven python3-venv
WORKDIR /build
COPY requirements.txt requirements-image.txt ./
RUN python3 -m venv /opt/venv \
 && pip install --no-cache-dir -r requirements-image.txt
COPY lab/settings.json /opt/venv/share/jupyter/lab/settings/overrides.json
# Without any source this fetches what Maven needs, so that a change of the kernel does not.
COPY kernel/pom.xml kernel/
RUN mvn -q -B -f kernel/pom.xml package
COPY kernel/pyproject.toml kernel/hatch_build.py kernel/
COPY kernel/launcher kernel/launcher
COPY kernel/licenses kernel/licenses
COPY kernel/src/main kernel/src/main
RUN pip install --no-cache-dir ./kernel \
 && python3 /opt/venv/share/jupyter/kernels/java/train.py

FROM java
ARG NB_USER=jovyan
ARG NB_UID=1000
ENV USER=${NB_USER} \
    NB_UID=${NB_UID} \
    HOME=/home/${NB_USER}
RUN useradd --create-home --shell /bin/bash --uid "${NB_UID}" "${NB_USER}"
COPY --from=build --chown=${NB_UID} /opt/venv /opt/venv
COPY --chown=${NB_UID} . ${HOME}
USER ${NB_USER}
WORKDIR ${HOME}
# What the notebooks show needs Jupyter's trust, as ./setup gives it.
RUN find notebooks -name '[0-9]*.ipynb' -exec jupyter trust {} +

EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser", "--LabApp.default_url=/lab/tree/notebooks/00-index.ipynb"]
