using System.Text.RegularExpressions;

namespace OrderRelay.Core.Tests.Architecture;

/// <summary>The source tree that this test run was built from.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every source file under the top-level folders that exist; what the build generated is not source.</summary>
    public static IEnumerable<string> SourceFiles(params string[] folders)
        => folders.SelectMany(static folder => Files(folder, "*.cs"));

    public static IEnumerable<string> ProjectFiles(string folder) => Files(folder, "*.csproj");

    /// <summary>Every name of ours that a file uses in words: the namespaces below OrderRelay, however they are reached.</summary>
    public static IEnumerable<string> NamespacesNamed(string source)
        => OurNames().Matches(source).Select(static match => match.Value);

    private static IEnumerable<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(Root, folder);
        return !Directory.Exists(path) ? [] : Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(path, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrderRelay.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("no folder above the tests holds OrderRelay.slnx");
    }

    [GeneratedRegex(@"\bOrderRelay(\.\w+)+")]
    private static partial Regex OurNames();
}
