using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Providers;

namespace OrderRelay.Local.Cli.Register;

/// <summary>Points stores' webhooks at a relay: reads what is, sends it whole with the difference, and looks whether it took.</summary>
internal sealed class RegisterVerb(TextWriter output)
{
    /// <returns>0, or <see cref="ExitCodes.Drifted"/> when it was to check and a store is registered otherwise.</returns>
    /// <exception cref="VerbException">A store cannot be registered; those before it are.</exception>
    public async Task<int> RunAsync(RegisterOptions options, CaptainKeys keys, CancellationToken cancellationToken)
    {
        using var accounts = new CaptainAccounts(options.Api, keys);
        var code = ExitCodes.Ok;
        foreach (var account in options.Accounts)
        {
            var registered = await RegisterAsync(accounts, options, account, cancellationToken);
            await TellAsync(options, registered);
            code = options.Check && registered.Changes.Count > 0 ? ExitCodes.Drifted : code;
        }

        return code;
    }

    private static async Task<Registration> RegisterAsync(CaptainAccounts accounts, RegisterOptions options, string account, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(accounts, options, account, cancellationToken);
        if (plan.Changes.Count == 0 || options.DryRun || options.Check)
        {
            return new(account, plan.Changes, false);
        }

        await accounts.UpdateAsync(account, plan.After.ToUpdate(), cancellationToken);
        var left = await PlanAsync(accounts, options, account, cancellationToken);
        return left.Changes.Count == 0 ? new(account, plan.Changes, true)
            : throw new VerbException($"Captain accepted the update of account {account}, yet shows otherwise: {string.Join("; ", left.Changes.Select(Line))}. Look with --check, or ask the account manager.");
    }

    private static async Task<CaptainPlan> PlanAsync(CaptainAccounts accounts, RegisterOptions options, string account, CancellationToken cancellationToken)
    {
        using var shown = await accounts.ShowAsync(account, cancellationToken);
        return CaptainPlan.Of(CaptainSettings.Read(account, shown.RootElement), options.Webhooks.AbsoluteUri, options.Only, options.Enable);
    }

    private static string Line(SettingChange change) => $"{change.Setting}: {OrNone(change.Before)} -> {OrNone(change.After)}";

    private static string OrNone(string value) => value.Length == 0 ? "(none)" : Printable.Of(value);

    private async Task TellAsync(RegisterOptions options, Registration registered)
    {
        if (options.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(registered, RegisterJson.Default.Registration));
            return;
        }

        await output.WriteLineAsync($"Account {registered.Account}: " + (registered switch
        {
            { Changes: [] } => "its webhooks come here already; nothing was sent",
            { Updated: true } => "updated, and Captain shows it so",
            _ when options.Check => "its webhooks do not come here as they should",
            _ => "would be updated so; nothing was sent",
        }));
        foreach (var change in registered.Changes)
        {
            await output.WriteLineAsync($"  {Line(change)}");
        }

        if (registered.Updated)
        {
            await output.WriteLineAsync($"  The relay's token for {ProviderCatalog.Default.Find("captain")!.DisplayName} is agreed with the account manager; it is no part of this.");
        }
    }
}

/// <summary>What became of one store.</summary>
internal sealed record Registration(string Account, IReadOnlyList<SettingChange> Changes, bool Updated);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Registration))]
internal sealed partial class RegisterJson : JsonSerializerContext;
