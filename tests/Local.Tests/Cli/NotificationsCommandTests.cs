using System.CommandLine;
using System.Text.Json;
using OrderRelay.Core.Orders;
using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Tests.Cli;

public sealed class NotificationsCommandTests
{
    [Fact]
    public async Task Preview_lists_every_template_with_its_subject()
    {
        var (code, output, _) = await RunAsync();

        Assert.Equal(ExitCodes.Ok, code);
        Assert.All([.. StatusNames.Headlines, "stalled", "unknown_status", "conflict", "default"], name => Assert.Contains($"│ {name} ", output, StringComparison.Ordinal));
        Assert.Contains("Order 123456789 was delivered", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_of_a_status_shows_the_mail()
    {
        var (code, output, _) = await RunAsync("--status", "delivered");

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Equal(
            """
            Subject: Order 123456789 was delivered

            João delivered order 123456789 at 10:18 UTC.

            Store: Go Go Salads
            Driver: João

            """,
            output);
    }

    [Fact]
    public async Task Preview_of_html_shows_the_page()
        => Assert.StartsWith("<!doctype html>", (await RunAsync("--template", "stalled", "--html")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("slack", "blocks")]
    [InlineData("teams", "attachments")]
    [InlineData("webhook", "data")]
    public async Task Preview_for_a_channel_shows_its_payload(string channel, string member)
    {
        var (_, output, _) = await RunAsync("--status", "failed", "--channel", channel);

        using var json = JsonDocument.Parse(output);
        Assert.True(json.RootElement.TryGetProperty(member, out _), output);
    }

    [Fact]
    public async Task Preview_as_json_holds_every_form()
    {
        var (_, output, _) = await RunAsync("--template", "conflict", "--json");

        using var json = JsonDocument.Parse(output);
        Assert.Equal("order.conflict", json.RootElement.GetProperty("type").GetString());
        Assert.Equal("order.conflict", json.RootElement.GetProperty("payload").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Preview_shows_templates_of_ones_own()
    {
        var folder = Directory.CreateTempSubdirectory("templates-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "delivered.subject.hbs"), "Enjoy, {{storeName}}!");

            Assert.StartsWith("Subject: Enjoy, Go Go Salads!", (await RunAsync("--status", "delivered", "--templates", folder.FullName)).Output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "--status", "eaten")]
    [InlineData(ExitCodes.Usage, "--channel", "pigeon")]
    [InlineData(ExitCodes.Usage, "--template", "eaten")]
    [InlineData(ExitCodes.Failed, "--templates", "/no/such/folder")]
    public async Task Preview_of_what_is_not_there_says_so(int expected, string option, string value)
    {
        var (code, _, error) = await RunAsync(option, value);

        Assert.Equal(expected, code);
        Assert.NotEmpty(error);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RelayCommands.RunAsync(["notifications", "preview", .. arguments], new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
