using System.Text;
using OrderRelay.Load.Events;

namespace OrderRelay.Load.Running;

/// <summary>Builds the request templates that a run's options ask for.</summary>
internal static class RequestTemplates
{
    /// <returns>One template per stage of an order's life.</returns>
    public static RequestTemplate[] Build(LoadOptions options)
    {
        var head = Head(options);
        var key = options.Auth == AuthKind.Hmac ? Encoding.UTF8.GetBytes(options.Credential ?? "") : null;
        return [.. Lifecycles.Of(options.Provider).Select(body => RequestTemplate.Build(head, body, options.BodySize, key))];
    }

    private static string Head(LoadOptions options)
    {
        var path = options.Target.Path == "/" ? $"/api/webhooks/{options.Provider}" : options.Target.Path;
        var credential = options.Auth switch
        {
            AuthKind.Token => $"{options.Header ?? DefaultTokenHeader(options.Provider)}: {options.Credential}\r\n",
            AuthKind.Hmac => $"{options.Header ?? "X-Signature"}: <signature>\r\n",
            _ => "",
        };

        return $"POST {path} HTTP/1.1\r\nHost: {options.Target.EndPoint}\r\nContent-Type: application/json\r\n{credential}";
    }

    private static string DefaultTokenHeader(string provider) => provider == "captain" ? "Auth-Token" : "Authorization";
}
