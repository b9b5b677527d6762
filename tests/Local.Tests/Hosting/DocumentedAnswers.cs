using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OrderRelay.Core.Api;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>Holds every answer that passes through against the OpenAPI document: its status, its type, its names.</summary>
internal sealed class DocumentedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public static JsonNode Document { get; } = JsonNode.Parse(OpenApiDocument.Answer.Body.Span)!;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        if (Find(request) is { } operation)
        {
            Check(operation, answer, await answer.Content.ReadAsStringAsync(cancellationToken));
        }

        return answer;
    }

    private static JsonNode? Find(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        JsonNode? found = null;
        foreach (var (template, operations) in Document["paths"]!.AsObject())
        {
            // A route with fewer parameters is the more exact one.
            if (Regex.IsMatch(path, "^" + Regex.Replace(template, "{[^}]+}", "[^/]+") + "$") && (found is null || !template.Contains('{', StringComparison.Ordinal)))
            {
                found = operations![request.Method.Method.ToLowerInvariant()] ?? found;
            }
        }

        return found;
    }

    private static void Check(JsonNode operation, HttpResponseMessage answer, string body)
    {
        var name = $"{operation["operationId"]} {(int)answer.StatusCode}";
        var documented = operation["responses"]![((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)];
        Assert.True(documented is not null, $"{name} is not documented: {body}");
        if (documented["content"]?.AsObject().Single() is not { } content)
        {
            Assert.True(body.Length == 0, $"{name} is documented without a body: {body}");
            return;
        }

        Assert.Equal(content.Key, answer.Content.Headers.ContentType?.MediaType);
        if (content.Key.EndsWith("json", StringComparison.Ordinal))
        {
            CheckNames(name, JsonNode.Parse(body)!, content.Value!["schema"]!);
        }
    }

    private static void CheckNames(string name, JsonNode value, JsonNode schema)
    {
        schema = Resolve(schema);
        if (value is JsonArray elements && schema["items"] is { } items)
        {
            foreach (var element in elements)
            {
                CheckNames(name, element!, items);
            }
        }
        else if (value is JsonObject members && schema["properties"] is JsonObject properties)
        {
            CheckMembers(name, members, properties, schema["required"]?.AsArray());
        }
    }

    private static void CheckMembers(string name, JsonObject members, JsonObject properties, JsonArray? required)
    {
        foreach (var (member, value) in members)
        {
            Assert.True(properties.ContainsKey(member), $"{name}: '{member}' is not in the schema");
            if (value is not null)
            {
                CheckNames($"{name}.{member}", value, properties[member]!);
            }
        }

        foreach (var member in required ?? [])
        {
            Assert.True(members.ContainsKey((string)member!), $"{name}: '{member}' is required and missing in {members}");
        }
    }

    private static JsonNode Resolve(JsonNode schema)
        => (string?)schema["$ref"] is { } reference ? Document["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;
}
