internal import CEDocLibXML2

/// The version of libxml2 that is loaded, such as `2.9.14`.
package func libXML2Version() -> String {
    // 20914, and what a build from a repository adds.
    guard let text = unsafe CEDocLibXML2_version().map({ unsafe String(cString: $0) }),
        let number = Int(text.prefix { $0.isASCII && $0.isNumber })
    else { return "unknown" }
    return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
}
