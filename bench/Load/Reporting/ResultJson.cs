using System.Text.Json.Serialization;

namespace OrderRelay.Load.Reporting;

/// <summary>The results as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadResult))]
[JsonSerializable(typeof(Measurement))]
[JsonSerializable(typeof(Report))]
internal sealed partial class ResultJson : JsonSerializerContext;
