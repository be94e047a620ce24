.DEFAULT_GOAL := help
.venv/bin/python:
	python3 -m venv .venv
setup: .venv/bin/python ## Install what the project needs into .venv.
	.venv/bin/python -m pip install --require-hashes -r requirements-dev.txt
