/// The layout of a certificate as data: one page, its artwork, its blocks of text in reading order.
///
/// Lengths are hundredths of a point (1/7,200 inch). Places are measured from the upper left corner
/// of the page, downwards. A block keeps its place whatever the record holds: text is wrapped and
/// shrunk to fit its box, and a record whose text does not fit is refused. ``CertificateRenderer``
/// checks at its start that no box leaves the frame and none overlaps another.
public struct CertificateTemplate: Sendable, Hashable {
    /// The width of the page.
    public var pageWidth: Int
    /// The height of the page.
    public var pageHeight: Int
    /// No block leaves this box.
    public var frame: Box
    /// The natural language of all text (BCP 47), ISO 32000-1 §14.9.2.
    public var language: String
    /// The title of the certificate by education level; also the title of the document.
    public var titles: [EducationLevel: String]
    /// The names of the content levels.
    public var contentLevels: [ContentLevel: String]
    /// The names of the twelve months.
    public var months: [Month]
    /// Lines and areas without meaning.
    public var artwork: [Artwork]
    /// The blocks of text, in reading order.
    public var blocks: [Block]

    /// A template of these parts.
    public init(
        pageWidth: Int, pageHeight: Int, frame: Box, language: String,
        titles: [EducationLevel: String], contentLevels: [ContentLevel: String], months: [Month],
        artwork: [Artwork], blocks: [Block]
    ) {
        self.pageWidth = pageWidth
        self.pageHeight = pageHeight
        self.frame = frame
        self.language = language
        self.titles = titles
        self.contentLevels = contentLevels
        self.months = months
        self.artwork = artwork
        self.blocks = blocks
    }
}

extension CertificateTemplate {
    /// A rectangle; `y` is its upper edge.
    public struct Box: Sendable, Hashable {
        /// The left edge.
        public var x: Int
        /// The upper edge.
        public var y: Int
        /// The extent to the right.
        public var width: Int
        /// The extent downwards.
        public var height: Int

        /// A box with this corner and extent.
        public init(x: Int, y: Int, width: Int, height: Int) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }

        var maxX: Int { x + width }
        var maxY: Int { y + height }

        func contains(_ other: Box) -> Bool {
            x <= other.x && y <= other.y && other.maxX <= maxX && other.maxY <= maxY
        }

        func overlaps(_ other: Box) -> Bool {
            x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
        }
    }

    /// A colour in the sRGB space of the document's output intent, 0 to 255 each.
    public struct Color: Sendable, Hashable {
        /// The red component.
        public var red: UInt8
        /// The green component.
        public var green: UInt8
        /// The blue component.
        public var blue: UInt8

        /// A colour of these components.
        public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
            self.red = red
            self.green = green
            self.blue = blue
        }
    }

    /// The name of a month: "jūlijs", and in the dative, as after *līdz*, "jūlijam".
    public struct Month: Sendable, Hashable {
        /// The name.
        public var nominative: String
        /// The name in the dative.
        public var dative: String

        /// A month of these names.
        public init(_ nominative: String, dative: String) {
            self.nominative = nominative
            self.dative = dative
        }
    }

    /// A graphic without meaning, an artifact by ISO 32000-1 §14.8.2.2.
    public enum Artwork: Sendable, Hashable {
        /// A filled box: also horizontal and vertical rules.
        case area(Box, Color)
        /// The outline of a box, its line lying half inside and half outside.
        case outline(Box, width: Int, Color)
    }
}

extension CertificateTemplate {
    /// The two embedded fonts.
    public enum Typeface: Sendable, Hashable {
        /// Noto Serif.
        case regular
        /// Noto Serif Bold.
        case bold
    }

    /// Where lines stand in the width of their box.
    public enum Alignment: Sendable, Hashable {
        /// At the left edge.
        case left
        /// In the middle.
        case center
        /// At the right edge.
        case right
    }

    /// Where lines stand in the height of their box.
    public enum Anchor: Sendable, Hashable {
        /// At the upper edge.
        case top
        /// In the middle.
        case middle
        /// At the lower edge.
        case bottom
    }

    /// How text looks and how far it may shrink.
    public struct TextStyle: Sendable, Hashable {
        /// The font.
        public var face: Typeface
        /// The size that is used when the text fits.
        public var size: Int
        /// The smallest size; nine points by default.
        public var minimumSize: Int
        /// The largest number of lines.
        public var maximumLines: Int
        /// Space added between letters.
        public var tracking: Int
        /// The colour.
        public var color: Color
        /// The place in the width of the box.
        public var alignment: Alignment
        /// The place in the height of the box.
        public var anchor: Anchor

        /// A style; what is left out is regular, at most two lines, black, at the upper left.
        public init(
            _ face: Typeface = .regular, size: Int, minimumSize: Int = 900, maximumLines: Int = 2,
            tracking: Int = 0, color: Color = Color(0, 0, 0), alignment: Alignment = .left,
            anchor: Anchor = .top
        ) {
            self.face = face
            self.size = size
            self.minimumSize = minimumSize
            self.maximumLines = maximumLines
            self.tracking = tracking
            self.color = color
            self.alignment = alignment
            self.anchor = anchor
        }
    }
}
