# make run    set-up, then the example county on http://127.0.0.1:8000 (PORT, HOST, DATABASE_URL, JINGTU_HOME are honoured)
# make setup  the set-up alone; afterwards .venv/bin/jingtu works
# make test   set-up, then every check (PACKAGES=no: install no Debian packages)
.PHONY: run setup test

run: setup
	.venv/bin/jingtu-web run

setup:
	@tools/setup.sh

test:
	@tools/setup.sh dev
	@tools/test.sh
