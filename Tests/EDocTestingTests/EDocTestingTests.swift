// tests of the virtual authority
