namespace OrderRelay.Core.Api;

/// <summary><c>GET /openapi/v1.json</c>: one document for both hosts.</summary>
public static class OpenApiDocument
{
    public static ApiAnswer Answer { get; } = new(200, ApiAnswer.JsonType, Load());

    private static byte[] Load()
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("openapi.v1.json")
            ?? throw new InvalidOperationException("the OpenAPI document is not embedded in this build");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
