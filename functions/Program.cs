using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using OrderRelay.Core.Notifications;
using OrderRelay.Functions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Configuration.CloseUnresolved();
builder.Configuration.TrustPlatform();
builder.Services.AddRelay(builder.Configuration);

// A mistake in a rule shows here, with its mending, and not with the first order that it is for.
var app = builder.Build();
app.Services.CheckNotifications();
await app.RunAsync();
