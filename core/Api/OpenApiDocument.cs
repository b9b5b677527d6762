namespace OrderRelay.Core.Api;

/// <summary><c>GET /openapi/v1.json</c>: one document for both hosts.</summary>
public static class OpenApiDocument
{
    public static ApiAnswer Answer { get; } = new(200, ApiAnswer.JsonType, Resources.Read("openapi.v1.json"));
}
