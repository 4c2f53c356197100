print("edoc-demo")
