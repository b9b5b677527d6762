using System.Text.Json.Nodes;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Cli.Register;

namespace OrderRelay.Local.Tests.Cli.Register;

public sealed class RegisterVerbTests
{
    private const string Relay = "https://relay.example/api/webhooks/captain";
    private const string Api = "https://captain.example";

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Registration_sends_everything_so_that_nothing_is_switched_off(string method)
    {
        await using var captain = await CaptainUnderTest.StartAsync();
        captain.Method = method;

        var (code, output) = await RunAsync(captain, static options => options);

        Assert.Equal(ExitCodes.Ok, code);
        var (sent, update) = Assert.Single(captain.Updates);
        Assert.Equal(method, sent);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""
                {
                  "default_promised_delivery_minutes": 60,
                  "webhooks": {
                    "item_status_updated_statuses": ["prepared"],
                    "item_status_updated_url": "{{Relay}}",
                    "order_preparation_updated_statuses": ["being_prepared", "prepared", "suggested"],
                    "order_kds_print_request_webhook_url": "http://webhook.example/default",
                    "webhook_url": "{{Relay}}"
                  }
                }
                """),
            update),
            update!.ToJsonString());
        Assert.Contains("updated, and Captain shows it so", output, StringComparison.Ordinal);
        Assert.Contains($"webhook_url: http://webhook.example/default -> {Relay}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_registration_finds_nothing_to_do()
    {
        await using var captain = await CaptainUnderTest.StartAsync();
        _ = await RunAsync(captain, static options => options);

        var (code, output) = await RunAsync(captain, static options => options);

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Single(captain.Updates);
        Assert.Contains("nothing was sent", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dry_run_shows_the_difference_without_secrets_and_sends_nothing()
    {
        await using var captain = await CaptainUnderTest.StartAsync();

        var (code, output) = await RunAsync(captain, static options => options with { DryRun = true, Enable = ["being_prepared"] });

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Empty(captain.Updates);
        Assert.Equal(
            $"""
            Account 3584a197b5a9: would be updated so; nothing was sent
              item_status_updated_url: http://printer.example/label?*** -> {Relay}
              order_preparation_updated_url: http://webhook.example/default -> {Relay}
              webhook_url: http://webhook.example/default -> {Relay}
              item_status_updated_statuses: prepared -> prepared, being_prepared

            """,
            output);
    }

    [Fact]
    public async Task Check_exits_with_a_code_of_its_own_while_webhooks_go_elsewhere()
    {
        await using var captain = await CaptainUnderTest.StartAsync();

        Assert.Equal(ExitCodes.Drifted, (await RunAsync(captain, static options => options with { Check = true })).Code);
        Assert.Empty(captain.Updates);
        _ = await RunAsync(captain, static options => options);
        Assert.Equal(ExitCodes.Ok, (await RunAsync(captain, static options => options with { Check = true })).Code);
        captain.Shown["webhook_settings"]!["webhook_url"] = "https://else.example";
        Assert.Equal(ExitCodes.Drifted, (await RunAsync(captain, static options => options with { Check = true, Json = true })).Code);
    }

    [Fact]
    public async Task Only_what_was_named_is_pointed_here()
    {
        await using var captain = await CaptainUnderTest.StartAsync();

        _ = await RunAsync(captain, static options => options with { Only = ["preparation"] });

        var webhooks = Assert.Single(captain.Updates).Body!["webhooks"]!;
        Assert.Equal("http://webhook.example/default", (string?)webhooks["webhook_url"]);
        Assert.Equal("http://printer.example/label?key=printer-secret", (string?)webhooks["item_status_updated_url"]);
        Assert.Equal(Relay, (string?)webhooks["order_preparation_updated_url"]);
        Assert.Null(webhooks["order_kds_print_request_webhook_url"]);
    }

    [Fact]
    public async Task Account_that_hides_its_webhooks_is_left_alone()
    {
        await using var captain = await CaptainUnderTest.StartAsync();
        captain.Shown.Remove("webhook_settings");

        var refused = await Assert.ThrowsAsync<VerbException>(() => RunAsync(captain, static options => options));

        Assert.Contains("newer webhook system", refused.Message, StringComparison.Ordinal);
        Assert.Empty(captain.Updates);
    }

    [Fact]
    public async Task Setting_that_cannot_be_sent_back_stops_the_update()
    {
        await using var captain = await CaptainUnderTest.StartAsync();
        captain.Shown["webhook_settings"]!["retries"] = 3;

        Assert.Contains("retries", (await Assert.ThrowsAsync<VerbException>(() => RunAsync(captain, static options => options))).Message, StringComparison.Ordinal);
        Assert.Empty(captain.Updates);
    }

    [Fact]
    public async Task Update_that_did_not_take_is_told()
    {
        await using var captain = await CaptainUnderTest.StartAsync();
        captain.Forgetful = true;

        var refused = await Assert.ThrowsAsync<VerbException>(() => RunAsync(captain, static options => options));

        Assert.Contains("yet shows otherwise: item_status_updated_url: http://printer.example/label?*** ->", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "refuses the keys (401)")]
    [InlineData(404, "knows no account 3584a197b5a9")]
    [InlineData(500, "Captain answered 500")]
    public async Task Refusal_is_told_without_the_keys(int status, string expected)
    {
        await using var captain = await CaptainUnderTest.StartAsync();
        captain.Status = status;

        var refused = await Assert.ThrowsAsync<VerbException>(() => RunAsync(captain, static options => options));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-integration-key", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://relay.example", Relay)]
    [InlineData("https://relay.example/", Relay)]
    [InlineData("https://relay.example/api/webhooks", Relay)]
    [InlineData("https://relay.example/api/webhooks/captain", Relay)]
    [InlineData("https://example.org/relay", "https://example.org/relay/api/webhooks/captain")]
    public void Relays_address_is_completed(string relay, string expected)
        => Assert.Equal(expected, RegisterCommand.WebhooksOf(relay).AbsoluteUri);

    [Theory]
    [InlineData("is the https address under which", "--relay", "http://relay.example", "--account", "a", "--api", Api)]
    [InlineData("is the https address under which", "--relay", "https://localhost", "--account", "a", "--api", Api)]
    [InlineData("'--account' is required", "--relay", "https://relay.example", "--api", Api)]
    [InlineData("'--api' is required", "--relay", "https://relay.example", "--account", "a")]
    [InlineData("is the https base address of Captain's API", "--relay", "https://relay.example", "--account", "a", "--api", "http://captain.example")]
    [InlineData("'eaten' not recognized", "--relay", "https://relay.example", "--account", "a", "--api", Api, "--enable", "eaten")]
    [InlineData("'money' not recognized", "--relay", "https://relay.example", "--account", "a", "--api", Api, "--only", "money")]
    public async Task Senseless_registration_is_a_matter_of_usage(string expected, params string[] arguments)
    {
        var (code, _, error) = await CommandLine.RunAsync(["register", "captain", .. arguments]);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_command_registers_with_keys_of_the_environment()
    {
        await using var captain = await CaptainUnderTest.StartAsync();
        string[] command = ["register", "captain", "--account", CaptainUnderTest.Account, "--relay", "https://relay.example", "--api", captain.Url.ToString()];

        using var without = ToolProcess.StartWith([], command);
        var (none, _, error) = await without.EndAsync();
        using var with = ToolProcess.StartWith([(CaptainKeys.IntegrationVariable, CaptainUnderTest.Keys.Integration), (CaptainKeys.DeveloperVariable, CaptainUnderTest.Keys.Developer)], command);
        var (code, output, _) = await with.EndAsync();

        Assert.Equal(ExitCodes.Usage, none);
        Assert.Contains($"Set {CaptainKeys.IntegrationVariable} and {CaptainKeys.DeveloperVariable}", error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Single(captain.Updates);
        Assert.DoesNotContain("-key", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(CaptainUnderTest captain, Func<RegisterOptions, RegisterOptions> with)
    {
        await using var output = new StringWriter();
        var options = with(new() { Accounts = [CaptainUnderTest.Account], Webhooks = new Uri(Relay), Api = captain.Url });
        var code = await new RegisterVerb(output).RunAsync(options, CaptainUnderTest.Keys, default);
        Assert.DoesNotContain("secret", output.ToString(), StringComparison.Ordinal);
        return (code, output.ToString());
    }
}
