import Foundation
import PackagePlugin

/// Writes down which version of the sources the program is built from, for `edoc-demo --version`: the
/// tag, or the commit, and whether something was changed since. It is asked for before each build, and
/// written only when it is another one.
@main
struct DemoVersion: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let script = """
            mkdir -p "$2"
            # The repository of these sources, and none that they lie in.
            [ -e "$1/.git" ] && version=$(git -C "$1" describe --tags --always --dirty=+changed 2>/dev/null |
                tr -cd 'A-Za-z0-9.+_/-')
            if [ -n "$version" ]; then
                date=$(git -C "$1" log -1 --format=%cs)
            else
                version=unknown date=$(date -r "$1/Package.swift" +%F)
            fi
            {
                echo '/// The tag or commit of the sources, or that it is unknown.'
                echo "let sourceVersion = \\"$version\\""
                echo '/// The day of that commit, or of the manifest.'
                echo "let sourceDate = \\"$date\\""
            } >"$2/new"
            if cmp -s "$2/new" "$2/SourceVersion.swift"; then rm "$2/new"; else mv "$2/new" "$2/SourceVersion.swift"; fi
            """
        let folder = context.pluginWorkDirectoryURL
        return [
            .prebuildCommand(
                displayName: "The version of the sources", executable: URL(filePath: "/bin/sh"),
                arguments: [
                    "-c", script, "sh", context.package.directoryURL.path(percentEncoded: false),
                    folder.appending(path: "version").path(percentEncoded: false),
                ], outputFilesDirectory: folder.appending(path: "version"))
        ]
    }
}
