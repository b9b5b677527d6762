using System.Runtime.CompilerServices;

namespace OrderRelay.Functions.Tests;

/// <summary>Where the files under test lie: found from the tests' own source, so that any output folder will do.</summary>
internal static class RepositoryRoot
{
    public static string Folder { get; } = FolderOf();

    public static string TestProject { get; } = Path.Combine(Folder, "tests", "Functions.Tests");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Folder, .. path]));

    private static string FolderOf([CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", ".."));
}
