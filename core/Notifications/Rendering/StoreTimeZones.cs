using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications.Rendering;

/// <summary>
/// Where each store's clock is: <c>Notifications:TimeZones:{store}</c>, by the provider's or the partner's id of it, then
/// <c>Notifications:TimeZone</c> for all others, then UTC. Zones are named as IANA does (<c>America/Sao_Paulo</c>).
/// </summary>
public sealed class StoreTimeZones
{
    private const string EveryStore = "Notifications:TimeZone";
    private const string ByStore = "Notifications:TimeZones";
    private readonly FrozenDictionary<string, TimeZoneInfo> zones;
    private readonly TimeZoneInfo others;

    /// <exception cref="ArgumentException">The configuration has errors; the message holds all of them.</exception>
    public StoreTimeZones(IConfiguration configuration)
    {
        var errors = Validate(configuration);
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(configuration));
        }

        others = Find(configuration[EveryStore]) ?? TimeZoneInfo.Utc;
        zones = Named(configuration).ToFrozenDictionary(static setting => setting.Key, setting => Find(setting.Value) ?? others, StringComparer.Ordinal);
    }

    /// <summary>Every zone that this machine does not know.</summary>
    public static IReadOnlyList<string> Validate(IConfiguration configuration)
    {
        List<string> errors = [];
        foreach (var setting in Named(configuration).Append(configuration.GetSection(EveryStore)))
        {
            if (!string.IsNullOrWhiteSpace(setting.Value) && Find(setting.Value) is null)
            {
                errors.Add($"{setting.Path} names no time zone that this machine knows: write it as America/Sao_Paulo");
            }
        }

        return errors;
    }

    public TimeZoneInfo Of(Store? store)
        => store?.Id is { } id && zones.TryGetValue(id, out var zone) ? zone
            : store?.ExternalId is { } external && zones.TryGetValue(external, out zone) ? zone
            : others;

    private static IEnumerable<IConfigurationSection> Named(IConfiguration configuration) => configuration.GetSection(ByStore).GetChildren();

    private static TimeZoneInfo? Find(string? id)
        => !string.IsNullOrWhiteSpace(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id.Trim(), out var zone) ? zone : null;
}
