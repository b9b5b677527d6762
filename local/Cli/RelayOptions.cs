using System.CommandLine;
using System.CommandLine.Parsing;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;

namespace OrderRelay.Local.Cli;

/// <summary>Options that several verbs take, each with its check and what a shell may complete it with.</summary>
internal static class RelayOptions
{
    private static readonly string[] Providers = [.. ProviderCatalog.Default.All.Select(static provider => provider.Name)];

    public static Option<string> To() => new("--to")
    {
        Description = "The relay's address, of either host.",
        DefaultValueFactory = static _ => SendOptions.DefaultUrl.OriginalString,
        Validators = { CheckAddress },
    };

    public static Option<string?> Provider(string description) => new("--provider")
    {
        Description = description,
        Validators = { CheckProvider },
        CompletionSources = { Providers },
    };

    public static Option<string?> Status(string description) => new("--status")
    {
        Description = description,
        Validators = { CheckStatus },
        CompletionSources = { StatusNames.Headlines.ToArray() },
    };

    private static void CheckAddress(OptionResult address)
    {
        if (!Uri.TryCreate(address.GetValueOrDefault<string>(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            address.AddError($"--to is the address of a relay, such as {SendOptions.DefaultUrl.OriginalString}.");
        }
    }

    private static void CheckProvider(OptionResult provider)
    {
        if (provider.GetValueOrDefault<string>() is { } name && ProviderCatalog.Default.Find(name) is null)
        {
            provider.AddError($"--provider is one of {string.Join(", ", Providers)}.");
        }
    }

    private static void CheckStatus(OptionResult status)
    {
        if (status.GetValueOrDefault<string>() is { } word && !StatusNames.TryParse(word, out _))
        {
            status.AddError($"--status is one of {string.Join(", ", StatusNames.Headlines)}.");
        }
    }
}
