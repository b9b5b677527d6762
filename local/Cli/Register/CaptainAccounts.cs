using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderRelay.Local.Cli.Register;

/// <summary>Captain's account API. Its keys go to it alone and into no message.</summary>
internal sealed class CaptainAccounts : IDisposable
{
    private readonly HttpClient http;

    /// <param name="api">Where it is.</param>
    /// <param name="keys">The integration's and the developer's key.</param>
    public CaptainAccounts(Uri api, CaptainKeys keys)
    {
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = api.AbsoluteUri.EndsWith('/') ? api : new Uri(api.AbsoluteUri + "/"),
            Timeout = TimeSpan.FromSeconds(30),
        };
        _ = http.DefaultRequestHeaders.TryAddWithoutValidation("x-integration-key", keys.Integration);
        _ = http.DefaultRequestHeaders.TryAddWithoutValidation("x-developer-key", keys.Developer);
    }

    /// <summary>An account as Captain shows it.</summary>
    public async Task<JsonDocument> ShowAsync(string account, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, account, null, cancellationToken);
        Check(response.StatusCode, account);
        try
        {
            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (JsonException)
        {
            throw new VerbException($"What answers at {http.BaseAddress!.Authority} is not Captain's API: it sent no JSON. Check --api.");
        }
    }

    /// <summary>Updates an account. Captain's pages document the same update as PUT and as PATCH, so the second is tried where there is no first.</summary>
    public async Task UpdateAsync(string account, JsonObject update, CancellationToken cancellationToken)
    {
        var body = update.ToJsonString();
        using var put = await SendAsync(HttpMethod.Put, account, body, cancellationToken);
        if (put.StatusCode is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound))
        {
            Check(put.StatusCode, account);
            return;
        }

        using var patch = await SendAsync(HttpMethod.Patch, account, body, cancellationToken);
        Check(patch.StatusCode, account);
    }

    public void Dispose() => http.Dispose();

    private static void Check(HttpStatusCode status, string account)
    {
        if ((int)status is >= 200 and < 300)
        {
            return;
        }

        throw new VerbException(status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"Captain refuses the keys ({(int)status}): check {CaptainKeys.IntegrationVariable} and {CaptainKeys.DeveloperVariable}, and that they may manage account {account}.",
            HttpStatusCode.NotFound => $"Captain knows no account {account} that these keys may see (404). It is the account_uuid of the store's webhooks.",
            HttpStatusCode.TooManyRequests => "Captain asks to wait (429): try again later.",
            _ => $"Captain answered {(int)status} for account {account}. Nothing else was sent; try again later, or ask the account manager.",
        });
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string account, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"v1/accounts/{Uri.EscapeDataString(account)}", UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new VerbException($"There is no way to Captain's API at {http.BaseAddress!.Authority}: {exception.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VerbException($"Captain's API at {http.BaseAddress!.Authority} did not answer in time. Run the same again: it reads the present state first.");
        }
    }
}
