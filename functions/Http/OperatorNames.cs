using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace OrderRelay.Functions.Http;

/// <summary>
/// Who asks, for the audit. The platform compares function keys and does not hand on which one it was; who signed in with
/// Entra it does, in a header that it removes from what comes from outside, but only while its authentication is on.
/// </summary>
public sealed class OperatorNames(IConfiguration configuration)
{
    public const string FunctionKey = "function-key";

    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL-NAME";
    private const int MaxLength = 200;

    private readonly bool signIn = bool.TryParse(configuration["WEBSITE_AUTH_ENABLED"], out var enabled) && enabled;

    public string Of(HttpRequest request)
        => signIn && request.Headers.TryGetValue(PrincipalHeader, out var names) && names is [{ Length: > 0 and <= MaxLength } name] ? name : FunctionKey;
}
