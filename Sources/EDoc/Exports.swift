// `import EDoc` is enough to sign: these layers' public vocabulary comes with it.

@_exported public import EDocCrypto
@_exported public import EDocPKI
@_exported public import EDocSystem
@_exported public import EDocValidation
@_exported public import EDocXAdES
