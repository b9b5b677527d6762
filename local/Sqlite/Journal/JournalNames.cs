using System.Globalization;

namespace OrderRelay.Local.Sqlite;

/// <summary>What a queue's journal files are called: as its database, with their number.</summary>
internal static class JournalNames
{
    private const string Infix = "-journal-";

    /// <summary>A file that is not whole yet, or that is to take the place of another.</summary>
    public const string Unfinished = ".new";

    public static string PathOf(string database, long number) => database + Infix + number.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>A file that was used up and waits for its next use.</summary>
    public static string SpareOf(string database) => database + Infix + "spare";

    /// <summary>Every file that belongs to the journal, whole or not.</summary>
    public static List<string> All(string database)
        => [.. Directory.EnumerateFiles(Path.GetDirectoryName(database)!, Path.GetFileName(database) + Infix + "*").Order(StringComparer.Ordinal)];

    /// <summary>The numbered files in their order.</summary>
    public static List<(long Number, string Path)> Numbered(string database)
        => [.. All(database).Select(path => (Number: NumberOf(path, database), path)).Where(static file => file.Number > 0).OrderBy(static file => file.Number)];

    /// <returns>0 when it has none.</returns>
    public static long NumberOf(string path, string database)
        => Path.GetFileName(path).StartsWith(Path.GetFileName(database) + Infix, StringComparison.Ordinal)
            && long.TryParse(path.AsSpan(path.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
