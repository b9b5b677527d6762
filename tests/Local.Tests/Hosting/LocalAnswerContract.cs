using OrderRelay.Contracts.Answers;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class LocalAnswerContract : AnswerContract
{
    protected override async Task<AnswerSubject> CreateAsync(TimeProvider time)
    {
        var folder = new TemporaryFolder();
        var options = new RelayHostOptions { Port = 0, DataFolder = folder.Path, Quiet = true, Settings = AnswerScenario.Settings, Time = time };
        return new Subject(await RelayHost.StartAsync(options, default), folder);
    }

    private sealed class Subject(RelayHost host, TemporaryFolder folder) : AnswerSubject
    {
        private readonly HttpClient http = new(new DocumentedAnswers(new SocketsHttpHandler())) { BaseAddress = host.Url };

        public override async Task<Answer> SendAsync(AnswerRequest request)
        {
            using var message = new HttpRequestMessage(new(request.Method), new Uri(request.Path, UriKind.Relative));
            message.Content = request.Body is null ? null : RelayUnderTest.Json(request.Body);
            foreach (var (name, value) in request.Headers)
            {
                _ = message.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await http.SendAsync(message);
            return new((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsByteArrayAsync(), answer.Headers.ETag?.ToString());
        }

        public override Task WaitUntilProjectedAsync() => RelayUnderTest.DrainAsync(host.Services);

        public override async ValueTask DisposeAsync()
        {
            http.Dispose();
            await host.DisposeAsync();
            folder.Dispose();
        }
    }
}
