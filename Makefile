.PHONY: check test server
check:
	script/test quick
test:
	script/test
server:
	script/server
