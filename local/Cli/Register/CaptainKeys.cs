namespace OrderRelay.Local.Cli.Register;

/// <summary>What Captain's API asks for. Never printed, and taken from the environment only, so that they stay out of process lists and histories.</summary>
internal sealed class CaptainKeys(string integration, string developer)
{
    public const string IntegrationVariable = "CAPTAIN_INTEGRATION_KEY";
    public const string DeveloperVariable = "CAPTAIN_DEVELOPER_KEY";

    public string Integration => integration;

    public string Developer => developer;

    /// <returns>Null when one of them is missing.</returns>
    public static CaptainKeys? From(Func<string, string?> environment)
        => environment(IntegrationVariable) is { Length: > 0 } integration && environment(DeveloperVariable) is { Length: > 0 } developer ? new(integration, developer) : null;
}
