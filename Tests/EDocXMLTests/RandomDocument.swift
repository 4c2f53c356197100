import VectorSupport

/// Random documents with all that canonicalization and the scanner can meet.
struct RandomDocument {
    private var random: SeededGenerator
    private var elements = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// A document of up to some forty elements.
    mutating func text() -> String {
        elements = 0
        return pick(["", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "<?xml version='1.0'?>"])
            + pick(["", "<!-- a > b -->\n", "<?p q=\"<r>\"?>"])
            + element(depth: 0, prefixes: [""]) + pick(["", "\n<!-- z -->", "<?end?>\n"])
    }

    private mutating func element(depth: Int, prefixes: [String]) -> String {
        elements += 1
        var prefixes = prefixes
        var attributes: [String] = []
        for prefix in ["a", "b", "c"] where chance(4) {
            attributes.append("xmlns:\(prefix)=\"urn:\(pick(["a", "b", "c"]))\"")
            prefixes = prefixes.filter { $0 != prefix } + [prefix]
        }
        if chance(5) { attributes.append("xmlns=\(pick(["''", "'urn:d'", "\"urn:a\""]))") }
        for name in ["x", "Y", "z"] where chance(3) { attributes.append("\(name)=\(value())") }
        for name in ["lang", "space", "base", "other"] where chance(8) {
            attributes.append("xml:\(name)=\"\(name)\(pick(["", "/", "/../x"]))\"")
        }
        // An attribute's prefix may stand for the namespace of another: one prefix an element.
        if let prefix = prefixes.filter({ !$0.isEmpty }).randomElement(using: &random), chance(3) {
            attributes.append("\(prefix):x=\(value())")
        }
        attributes.shuffle(using: &random)
        let prefix = prefixes.randomElement(using: &random) ?? ""
        let name = (prefix.isEmpty ? "" : prefix + ":") + pick(["r", "s-t", "ū"])
        let tag = "<" + name + attributes.map { pick([" ", "\n", "\t "]) + $0 }.joined()
        if chance(4) { return tag + pick(["/>", " />"]) }
        var content = ""
        for _ in 0..<Int.random(in: 0..<5, using: &random) {
            if depth < 6, elements < 40, chance(2) {
                content += element(depth: depth + 1, prefixes: prefixes)
            } else {
                content += pick([
                    "text", "\n  ", "&lt;&amp;&#xD;", "<![CDATA[<s>&]]>", "<!-- <s> -->",
                    "<?p <s>?>",
                    "ņ\u{1F600}", "]]&gt;", "\"'>",
                ])
            }
        }
        return tag + pick([">", " >"]) + content + "</" + name + pick(["", "\n"]) + ">"
    }

    private mutating func value() -> String {
        pick(["\"1\"", "'>\"/>'", "\"&quot;&#xA;'\"", "'\t\n'", "\"&amp;\"", "''"])
    }

    private mutating func chance(_ oneIn: Int) -> Bool {
        Int.random(in: 0..<oneIn, using: &random) == 0
    }

    private mutating func pick(_ choices: [String]) -> String {
        choices.randomElement(using: &random) ?? ""
    }
}
