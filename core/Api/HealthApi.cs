using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>The health routes.</summary>
public sealed class HealthApi(IHostProbe probe)
{
    /// <summary><c>GET /api/health</c>: the process answers.</summary>
    public static ApiAnswer Live() => ApiAnswer.Json(200, new HealthView("ok", null), ApiJson.Default.HealthView);

    /// <summary><c>GET /api/health/ready</c>: queue and store answer; 503 with what is wrong otherwise.</summary>
    public async ValueTask<ApiAnswer> ReadyAsync(CancellationToken cancellationToken)
    {
        var parts = await probe.ProbeAsync(cancellationToken);
        var ready = parts.Values.All(static wrong => wrong is null);
        var shown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (part, wrong) in parts)
        {
            shown[part] = wrong ?? "ok";
        }

        return ApiAnswer.Json(ready ? 200 : 503, new HealthView(ready ? "ok" : "unavailable", shown), ApiJson.Default.HealthView);
    }
}

internal sealed record HealthView(string Status, IReadOnlyDictionary<string, string>? Parts);
