using System.Text.Json.Nodes;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>Passes a relay's answers on, and tampers with those whose path ends in a given way.</summary>
internal sealed class TamperedAnswers(string suffix, Action<JsonObject> tamper) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.AbsolutePath.EndsWith(suffix, StringComparison.Ordinal) && response.IsSuccessStatusCode)
        {
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
            tamper(answer);
            response.Content = new StringContent(answer.ToJsonString());
            response.Content.Headers.ContentType = new("application/json");
        }

        return response;
    }
}
