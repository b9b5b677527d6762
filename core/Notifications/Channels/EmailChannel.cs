using System.Net;
using System.Net.Mail;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>E-mail over SMTP, one connection per message. An attempt that is repeated keeps its Message-ID.</summary>
internal sealed class EmailChannel : INotificationChannel
{
    private readonly ChannelOptions options;
    private readonly MailAddress from;
    private readonly MailAddress[] to;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;

    public EmailChannel(string name, ChannelOptions options, TimeProvider time)
    {
        Name = name;
        this.options = options;
        this.time = time;
        from = new(options.From!);
        to = [.. options.To.Where(static address => !string.IsNullOrWhiteSpace(address)).Select(static address => new MailAddress(address))];
        timeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
        MaskedTarget = $"{Masked.Addresses(to)} by {options.Host!.Trim()}";
    }

    public string Name { get; }

    public string MaskedTarget { get; }

    public async ValueTask<ChannelResult> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var mail = MailText.Of(message, from, to);
        using var client = Client();
        try
        {
            // The client is slow to notice a cancellation while it waits for a greeting: the caller does not wait with it.
            await client.SendMailAsync(mail, either.Token).WaitAsync(either.Token);
            return new(ChannelStatus.Delivered, "SMTP 250");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(ChannelStatus.Passing, $"no answer within {timeout.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is SmtpException or IOException)
        {
            return SmtpAnswer.Of(exception, to.Length);
        }
    }

    private SmtpClient Client() => new(options.Host!.Trim(), options.Port)
    {
        EnableSsl = ChannelSettings.UsesTls(options),
        UseDefaultCredentials = false,
        Credentials = string.IsNullOrEmpty(options.User) ? null : new NetworkCredential(options.User, options.Password),
    };
}
