using HandlebarsDotNet;

namespace OrderRelay.Core.Notifications.Rendering;

/// <summary>One message's words: subject, text and HTML. Compiled when first used.</summary>
internal sealed class Template(string name, Lazy<HandlebarsTemplate<object, object>> subject, Lazy<HandlebarsTemplate<object, object>> text, Lazy<HandlebarsTemplate<object, object>> html)
{
    public string Name => name;

    public string Subject(object model) => SingleLine.Of(subject.Value(model));

    public string Text(object model) => text.Value(model).Trim() + "\n";

    public string Html(object model) => html.Value(model).Trim() + "\n";
}
