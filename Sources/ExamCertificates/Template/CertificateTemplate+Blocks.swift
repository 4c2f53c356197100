extension CertificateTemplate {
    /// A value of the record, formatted for the certificate.
    public enum Field: String, Sendable, Hashable {
        /// The title by education level.
        case title = "educationLevel"
        /// The certificate's number.
        case certificateNumber
        /// The given names.
        case givenNames
        /// The family name.
        case familyName
        /// The Latvian personal code.
        case personalCode
        /// The number that the school assigned.
        case localID = "localId"
        /// The name of the exam.
        case examName
        /// The name of the content level; absent in basic education.
        case contentLevel
        /// "2023./2024."
        case schoolYear
        /// "81%"
        case overallPercent
        /// "B1"; absent unless a language exam has one.
        case cefrLevel
        /// The name of the school.
        case institutionName
        /// The register number of the school.
        case institutionRegistrationNumber = "institutionRegNr"
        /// The name of the issuer.
        case issuerName
        /// The registration number of the issuer.
        case issuerRegistrationNumber = "issuerRegNr"
        /// The date of the certificate, "2024. gada 1. jūlijs".
        case issuedOn
        /// The last day for an appeal in the dative, "2024. gada 1. augustam".
        case appealUntil
        /// The notes of the batch, one after the other; absent when there are none.
        case notes
    }

    /// Text with values of the record in it: `"Nr. \(.certificateNumber)"`.
    public struct Text: Sendable, Hashable, ExpressibleByStringInterpolation {
        enum Piece: Sendable, Hashable {
            case literal(String)
            case field(Field)
        }

        let pieces: [Piece]

        /// Text without values.
        public init(stringLiteral value: String) { pieces = [.literal(value)] }

        /// Text with values.
        public init(stringInterpolation: StringInterpolation) {
            pieces = stringInterpolation.pieces
        }

        /// Collects literal text and fields.
        public struct StringInterpolation: StringInterpolationProtocol {
            var pieces: [Piece] = []

            /// An empty text.
            public init(literalCapacity: Int, interpolationCount: Int) {}

            /// Appends literal text.
            public mutating func appendLiteral(_ literal: String) {
                if !literal.isEmpty { pieces.append(.literal(literal)) }
            }

            /// Appends the value of a field.
            public mutating func appendInterpolation(_ field: Field) {
                pieces.append(.field(field))
            }
        }
    }

    /// A part of the page that has a place of its own.
    public enum Block: Sendable, Hashable {
        /// One paragraph or heading.
        case text(TextBlock)
        /// Several short values side by side.
        case facts(FactsBlock)
        /// The table of the exam's parts.
        case parts(PartsTable)
    }

    /// One paragraph or heading.
    public struct TextBlock: Sendable, Hashable {
        /// What a paragraph is in the structure of the document (ISO 32000-1 §14.8.4.3).
        public enum Role: Sendable, Hashable {
            /// `H1`, once, for the title.
            case title
            /// `H2`.
            case heading
            /// `P`.
            case paragraph
        }

        /// The role of the paragraph.
        public var role: Role
        /// The alternatives: the first whose values are all present is shown, or nothing.
        public var alternatives: [Text]
        /// How it looks.
        public var style: TextStyle
        /// Its place.
        public var box: Box

        /// A block of text.
        public init(
            _ role: Role = .paragraph, _ alternatives: [Text], style: TextStyle, box: Box
        ) {
            self.role = role
            self.alternatives = alternatives
            self.style = style
            self.box = box
        }
    }

    /// Several short values with their labels, side by side in columns of one width.
    ///
    /// A fact whose value is absent takes no column.
    public struct FactsBlock: Sendable, Hashable {
        /// A label and its value.
        public struct Fact: Sendable, Hashable {
            /// The label: what the value means.
            public var label: String
            /// The value.
            public var value: Field

            /// A fact.
            public init(_ label: String, _ value: Field) {
                self.label = label
                self.value = value
            }
        }

        /// The facts, in order.
        public var facts: [Fact]
        /// How labels look.
        public var labelStyle: TextStyle
        /// How values look.
        public var valueStyle: TextStyle
        /// The height of the labels; the values stand below.
        public var labelHeight: Int
        /// The space kept free between columns.
        public var gap: Int
        /// The colour of the rules between columns.
        public var ruleColor: Color
        /// Its place.
        public var box: Box

        /// A block of facts.
        public init(
            _ facts: [Fact], labelStyle: TextStyle, valueStyle: TextStyle, labelHeight: Int,
            gap: Int, ruleColor: Color, box: Box
        ) {
            self.facts = facts
            self.labelStyle = labelStyle
            self.valueStyle = valueStyle
            self.labelHeight = labelHeight
            self.gap = gap
            self.ruleColor = ruleColor
            self.box = box
        }
    }

    /// The table of the exam's parts: a header and a row for each part with name and result.
    ///
    /// All names have one size. Rows are ``padding`` higher than their text where the box allows
    /// it, and never less than ``minimumPadding``.
    public struct PartsTable: Sendable, Hashable {
        /// The header of the names.
        public var nameHeader: String
        /// The header of the results.
        public var resultHeader: String
        /// How headers look.
        public var headerStyle: TextStyle
        /// How names and results look.
        public var rowStyle: TextStyle
        /// The width of the results' column, at the right.
        public var resultWidth: Int
        /// The difference in height between a row and its text.
        public var padding: Int
        /// The smallest value of that difference.
        public var minimumPadding: Int
        /// The space between the edges of the table and its text.
        public var indent: Int
        /// The colour of the header's background.
        public var headerColor: Color
        /// The colour of the rules between rows.
        public var ruleColor: Color
        /// The greatest extent; short tables end above its lower edge.
        public var box: Box

        /// A table of parts.
        public init(
            nameHeader: String, resultHeader: String, headerStyle: TextStyle, rowStyle: TextStyle,
            resultWidth: Int, padding: Int, minimumPadding: Int, indent: Int, headerColor: Color,
            ruleColor: Color, box: Box
        ) {
            self.nameHeader = nameHeader
            self.resultHeader = resultHeader
            self.headerStyle = headerStyle
            self.rowStyle = rowStyle
            self.resultWidth = resultWidth
            self.padding = padding
            self.minimumPadding = minimumPadding
            self.indent = indent
            self.headerColor = headerColor
            self.ruleColor = ruleColor
            self.box = box
        }
    }
}
