using System.CommandLine;
using System.CommandLine.Parsing;
using OrderRelay.Local.Notifications;

namespace OrderRelay.Local.Cli;

/// <summary><c>orderrelay notifications</c>: what people and systems are told.</summary>
internal static class NotificationsCommand
{
    private static readonly string[] Channels = ["webhook", "email", "slack", "teams"];

    private static readonly Option<string?> Template = new("--template") { Description = "A template's name; all of them are listed when neither this nor --status is given." };
    private static readonly Option<string?> Status = RelayOptions.Status("A status, such as delivered.");
    private static readonly Option<string> Channel = new("--channel") { Description = $"As which kind of channel would send it: {string.Join(", ", Channels)}.", DefaultValueFactory = static _ => "email", Validators = { CheckChannel }, CompletionSources = { Channels } };
    private static readonly Option<bool> Html = new("--html") { Description = "The HTML of the e-mail in place of its text." };
    private static readonly Option<string?> Folder = new("--templates") { Description = "A folder with templates of your own, as Notifications:Templates names it." };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document instead of text." };

    public static Command Create()
    {
        var preview = new Command(
            "preview",
            "Show what would be sent, with a documented order of a provider. Sends nothing.\nExample: orderrelay notifications preview --status delivered --channel slack")
        {
            Template, Status, Channel, Html, Folder, Json,
        };
        preview.SetAction(Run);
        return new Command("notifications", "What people and systems are told.\nExample: orderrelay notifications preview") { preview };
    }

    private static void CheckChannel(OptionResult channel)
    {
        if (!Channels.Contains(channel.GetValueOrDefault<string>(), StringComparer.Ordinal))
        {
            channel.AddError($"--channel is one of {string.Join(", ", Channels)}.");
        }
    }

    private static int Run(ParseResult arguments)
    {
        var options = new PreviewOptions
        {
            Template = arguments.GetValue(Template) ?? arguments.GetValue(Status),
            Channel = arguments.GetValue(Channel)!,
            Html = arguments.GetValue(Html),
            Folder = arguments.GetValue(Folder),
            Json = arguments.GetValue(Json),
        };
        var output = arguments.InvocationConfiguration.Output;
        return new PreviewVerb(output == Console.Out ? PeopleConsole.Create() : PeopleConsole.Plain(output), output, arguments.InvocationConfiguration.Error).Run(options);
    }
}
