using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>The kitchen's lifecycle, of a whole order and of each item. Each value's number is its rank.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PreparationStatus>))]
public enum PreparationStatus
{
    [JsonStringEnumMemberName("not_started")] NotStarted = 10,
    [JsonStringEnumMemberName("suggested")] Suggested = 15,
    [JsonStringEnumMemberName("preparing")] Preparing = 20,
    [JsonStringEnumMemberName("prepared")] Prepared = 30,
}
