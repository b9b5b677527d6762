using System.Text.Json.Serialization;
using OrderRelay.Load.Reporting.Comparing;
using OrderRelay.Load.Running;

namespace OrderRelay.Load.Reporting;

/// <summary>The results as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadResult))]
[JsonSerializable(typeof(Measurement))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(EventProjection))]
[JsonSerializable(typeof(Comparison))]
internal sealed partial class ResultJson : JsonSerializerContext;
