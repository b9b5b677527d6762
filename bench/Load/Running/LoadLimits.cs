namespace OrderRelay.Load.Running;

/// <summary>What options must keep to, beyond each one's type.</summary>
internal static class LoadLimits
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <returns>What is wrong in words; null when nothing is.</returns>
    public static string? Check(LoadOptions options)
    {
        if (options.Connections < 1 || options.Threads < 1 || options.Requests < 1 || options.Rate <= 0)
            return "--connections, --threads, --requests and --rate must be more than 0";

        if (options.Duration <= TimeSpan.Zero || options.Duration > Longest || options.Warmup < TimeSpan.Zero || options.Warmup > Longest)
            return "--duration and --warmup are at most 3600 seconds, and --duration is more than 0";

        if (options.Timeout <= TimeSpan.Zero || options.Timeout > Longest)
            return "--timeout is more than 0 and at most 3600 seconds";

        if (options.Threads > options.Connections)
            return "--threads cannot be more than --connections";

        if (options.Orders < options.Connections)
            return "--orders cannot be fewer than --connections: an order's events arrive in order only over one connection";

        return (options.Auth, options.Credential) switch
        {
            (AuthKind.Token, null) => "--auth token needs --token; --auth none sends no credential",
            (AuthKind.Hmac, null) => "--auth hmac needs --secret",
            _ => null,
        };
    }
}
