using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Api;

/// <summary>The public JSON: camelCase names, instants in UTC, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(InstantConverter), typeof(EventIdentityConverter), typeof(ContentHashConverter)])]
[JsonSerializable(typeof(AcceptedAnswer))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(OrderListView))]
[JsonSerializable(typeof(LiveEventView))]
[JsonSerializable(typeof(LiveDeskView))]
[JsonSerializable(typeof(LiveGapView))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(TimelineView))]
[JsonSerializable(typeof(ReferenceView))]
[JsonSerializable(typeof(DeadLetterListView))]
[JsonSerializable(typeof(DeadLetterView))]
[JsonSerializable(typeof(DiscardRequest))]
[JsonSerializable(typeof(NotificationListView))]
[JsonSerializable(typeof(ChannelView))]
[JsonSerializable(typeof(ChannelListView))]
[JsonSerializable(typeof(DeadLetterGroupsView))]
[JsonSerializable(typeof(ReplayView))]
[JsonSerializable(typeof(ReplayListView))]
[JsonSerializable(typeof(ReplayForecastView))]
[JsonSerializable(typeof(ReprojectionView))]
[JsonSerializable(typeof(ReprojectionListView))]
[JsonSerializable(typeof(OrderRebuildView))]
[JsonSerializable(typeof(RebuildForecastView))]
[JsonSerializable(typeof(AuditListView))]
[JsonSerializable(typeof(StatsView))]
[JsonSerializable(typeof(StatsHistoryView))]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class ApiJson : JsonSerializerContext;
