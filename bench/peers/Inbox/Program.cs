// ASP.NET Core with a PostgreSQL table as the queue: group-committed inbox, set-based consumer.
using Npgsql;
using OrderRelay.Peers;
using OrderRelay.Peers.Inbox;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
var settings = builder.Configuration;
await using var source = NpgsqlDataSource.Create(settings["Postgres"] ?? throw new InvalidOperationException("Postgres: the connection string is missing"));
await InboxSchema.CreateAsync(source);

var counts = new Counts();
await using var writer = new InboxWriter(source, settings.GetValue("Writers", 2));
builder.Services.AddSingleton(source).AddSingleton(counts);
if (settings.GetValue("Consumer", true))
    builder.Services.AddHostedService<InboxConsumer>();

await using var app = builder.Build();
app.MapWebhook(settings["Token"] ?? throw new InvalidOperationException("Token: the provider's secret is missing"), writer.AddAsync, counts);
await app.RunAsync();
