using System.Reflection;

namespace OrderRelay.Core.Notifications.Rendering;

/// <summary>The text of templates: a folder's file where it has one, the built-in one otherwise.</summary>
/// <param name="folder">With files named like the built-in ones, such as <c>delivered.subject.hbs</c>; null for none.</param>
internal sealed class TemplateSource(string? folder)
{
    private const string Prefix = "templates/";
    private const string Suffix = ".hbs";
    private static readonly Assembly BuiltIn = typeof(TemplateSource).Assembly;

    /// <summary>Every built-in file's name without its ending, such as <c>delivered.html</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. BuiltIn.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The names of the files in the folder, without their ending.</summary>
    public IEnumerable<string> Own
        => folder is null ? [] : Directory.EnumerateFiles(folder, "*" + Suffix).Select(static file => Path.GetFileName(file)[..^Suffix.Length]).Order(StringComparer.Ordinal);

    public string PathOf(string name) => Path.Combine(folder ?? "", name + Suffix);

    public string Read(string name)
        => folder is not null && File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)) : ReadBuiltIn(name);

    private static string ReadBuiltIn(string name)
    {
        using var stream = BuiltIn.GetManifestResourceStream(Prefix + name + Suffix)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
