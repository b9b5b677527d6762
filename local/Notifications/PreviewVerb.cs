using System.Text.Encodings.Web;
using System.Text.Json;
using OrderRelay.Core.Notifications;
using OrderRelay.Local.Cli;
using Spectre.Console;

namespace OrderRelay.Local.Notifications;

/// <summary>Shows what would be sent, as text for people or as JSON.</summary>
/// <param name="console">For people.</param>
/// <param name="output">For what is shown as it is.</param>
/// <param name="error">For what is wrong.</param>
internal sealed class PreviewVerb(IAnsiConsole console, TextWriter output, TextWriter error)
{
    private static readonly JsonWriterOptions ForPeople = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int Run(PreviewOptions options)
    {
        try
        {
            var preview = new Preview(options.Folder);
            return options.Template is null ? List(preview, options.Json) : Show(preview, options.Template, options);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"orderrelay: {exception.Message}");
            return ExitCodes.Failed;
        }
    }

    private int List(Preview preview, bool json)
    {
        var messages = preview.Templates.Select(name => (Name: name, Message: preview.Render(name))).ToArray();
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize([.. messages.Select(static shown => new PreviewedTemplate(shown.Name, SampleOrder.ChangeOf(shown.Name), shown.Message.Type, shown.Message.Subject))], PreviewJson.Default.PreviewedTemplateArray));
            return ExitCodes.Ok;
        }

        var table = new Table().RoundedBorder().AddColumns("Template", "For", "Subject");
        foreach (var (name, message) in messages)
        {
            table.AddRow(new Text(name), new Text(SampleOrder.ChangeOf(name)), new Text(message.Subject));
        }

        console.Write(table);
        console.WriteLine("Show one with --template NAME; replace it with a file of that name in the folder of Notifications:Templates.");
        return ExitCodes.Ok;
    }

    private int Show(Preview preview, string template, PreviewOptions options)
    {
        if (!preview.Templates.Contains(template))
        {
            error.WriteLine($"orderrelay: there is no template {template}. There are {string.Join(", ", preview.Templates)}.");
            return ExitCodes.Usage;
        }

        var message = preview.Render(template);
        output.Write(options.Json ? Whole(message, options.Channel) : options.Channel is not "email" ? Indented(message, options.Channel)
            : options.Html ? message.Html : $"Subject: {message.Subject}\n\n{message.Text}");
        return ExitCodes.Ok;
    }

    private static string Whole(NotificationMessage message, string channel)
    {
        using var payload = JsonDocument.Parse(Preview.PayloadOf(message, channel));
        return JsonSerializer.Serialize(
            new PreviewedMessage(message.Type, message.Subject, message.Text, message.Html, payload.RootElement), PreviewJson.Default.PreviewedMessage) + "\n";
    }

    private static string Indented(NotificationMessage message, string channel)
    {
        using var payload = JsonDocument.Parse(Preview.PayloadOf(message, channel));
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, ForPeople))
        {
            payload.RootElement.WriteTo(json);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
