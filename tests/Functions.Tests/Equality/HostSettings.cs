namespace OrderRelay.Functions.Tests.Equality;

/// <summary>The same configuration for both hosts.</summary>
internal static class HostSettings
{
    public const string Token = "token";

    public static Dictionary<string, string?> All => new()
    {
        ["Providers:captain:Auth:Tokens:0"] = Token,
        ["Providers:abbiamo:Auth:Tokens:0"] = Token,
        ["Notifications:Rules:0:Name"] = "headlines",
        ["Notifications:Rules:0:On:0"] = "headline:*",
        ["Notifications:Rules:0:On:1"] = "verdict:*",
        ["Notifications:Rules:0:Channels:0"] = "shop",
    };
}
