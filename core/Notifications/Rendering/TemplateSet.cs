using System.Collections.Frozen;
using HandlebarsDotNet;
using Microsoft.Extensions.Configuration;

namespace OrderRelay.Core.Notifications.Rendering;

/// <summary>
/// Every template, by name: one per headline, <c>stalled</c>, <c>unknown_status</c>, <c>conflict</c>, and <c>default</c>
/// for all other changes. Folder <c>Notifications:Templates</c> may hold files that replace built-in ones.
/// </summary>
public sealed class TemplateSet
{
    public const string FolderSetting = "Notifications:Templates";
    private const string Default = "default";
    private const string DetailsPartial = "details";
    private static readonly string[] Parts = ["subject", "text", "html"];

    private readonly FrozenDictionary<string, Template> byName;

    /// <exception cref="ArgumentException">The folder has errors; the message holds all of them.</exception>
    public TemplateSet(IConfiguration configuration)
    {
        var errors = Validate(configuration);
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(configuration));
        }

        var source = new TemplateSource(FolderOf(configuration));
        var (plain, html) = (Engine(source, "text"), Engine(source, "html"));
        byName = TemplateSource.Names
            .Where(static name => name.EndsWith(".subject", StringComparison.Ordinal))
            .Select(static name => name[..name.IndexOf('.', StringComparison.Ordinal)])
            .ToFrozenDictionary(static name => name, name => new Template(
                name, Compile(plain, source, $"{name}.subject"), Compile(plain, source, $"{name}.text"), Compile(html, source, $"{name}.html")), StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Names => [.. byName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Everything that is wrong with the folder that configuration names; none when there is none.</summary>
    public static IReadOnlyList<string> Validate(IConfiguration configuration)
    {
        if (FolderOf(configuration) is not { } folder)
        {
            return [];
        }

        if (!Directory.Exists(folder))
        {
            return [$"{FolderSetting} names no folder that can be read: set it to one that holds templates, or remove it"];
        }

        var source = new TemplateSource(folder);
        return [.. source.Own.Select(name => Mistake(source, name)).OfType<string>()];
    }

    /// <summary>The template of the status that a change names; one item's is not the whole order's.</summary>
    internal Template For(Change change) => (change.IsItem ? null : byName.GetValueOrDefault(change.Value)) ?? byName[Default];

    private static string? FolderOf(IConfiguration configuration)
        => configuration[FolderSetting] is { } folder && !string.IsNullOrWhiteSpace(folder) ? folder.Trim() : null;

    private static string? Mistake(TemplateSource source, string name)
    {
        var path = source.PathOf(name);
        if (!TemplateSource.Names.Contains(name))
        {
            return $"{path} replaces no template: name it after a change and one of {string.Join(", ", Parts)}, such as delivered.subject.hbs";
        }

        var text = source.Read(name);
        if (name.EndsWith(".html", StringComparison.Ordinal) && (text.Contains("{{{", StringComparison.Ordinal) || text.Contains("{{&", StringComparison.Ordinal)))
        {
            return $"{path} would let values from outside into the page as HTML: write {{{{ }}}} in place of {{{{{{ }}}}}} and {{{{& }}}}";
        }

        try
        {
            _ = Engine(source, name.EndsWith(".html", StringComparison.Ordinal) ? "html" : "text").Compile(text);
            return null;
        }
        catch (HandlebarsException exception)
        {
            return $"{path} is no Handlebars template: {exception.Message}";
        }
    }

    private static IHandlebars Engine(TemplateSource source, string kind)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = kind is "text" });
        handlebars.RegisterTemplate(DetailsPartial, source.Read($"{DetailsPartial}.{kind}"));
        return handlebars;
    }

    private static Lazy<HandlebarsTemplate<object, object>> Compile(IHandlebars handlebars, TemplateSource source, string name)
    {
        var text = source.Read(name);
        return new(() => handlebars.Compile(text));
    }
}
