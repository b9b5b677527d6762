param location string
param tags object
param resourceToken string
param identityId string
param identityClientId string
param applicationInsightsConnectionString string
param storageAccountName string
param deploymentContainerName string
param serviceBusHostName string
param keyVaultUri string
param alwaysReadyHttpInstances int
param maximumInstanceCount int
param httpConcurrency int
param traceSamplingPercent int

// Two credentials of a provider overlap while one replaces the other. A secret that nobody has set yet leaves the provider
// closed: the app takes an unresolved reference for no credential at all.
var providerSecrets = [
  { setting: 'Providers__captain__Auth__Tokens__0', secret: 'captain-token' }
  { setting: 'Providers__captain__Auth__Tokens__1', secret: 'captain-token-next' }
  { setting: 'Providers__abbiamo__Auth__Tokens__0', secret: 'abbiamo-token' }
  { setting: 'Providers__abbiamo__Auth__Tokens__1', secret: 'abbiamo-token-next' }
]

var providerSettings = [
  for provider in providerSecrets: {
    name: provider.setting
    value: '@Microsoft.KeyVault(SecretUri=${keyVaultUri}secrets/${provider.secret}/)'
  }
]

// Who hears of what: plain settings, and secrets by the name that they have in the vault.
var notifications = loadJsonContent('notifications.json')

var notificationSecrets = [
  for notification in notifications.secrets: {
    name: notification.setting
    value: '@Microsoft.KeyVault(SecretUri=${keyVaultUri}secrets/${notification.secret}/)'
  }
]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

var settings = [
  { name: 'AzureWebJobsStorage__accountName', value: account.name }
  { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
  { name: 'AzureWebJobsStorage__clientId', value: identityClientId }
  { name: 'AzureWebJobsDisableHomepage', value: 'true' }
  { name: 'ServiceBusConnection__fullyQualifiedNamespace', value: serviceBusHostName }
  { name: 'ServiceBusConnection__credential', value: 'managedidentity' }
  { name: 'ServiceBusConnection__clientId', value: identityClientId }
  { name: 'TableEndpoint', value: account.properties.primaryEndpoints.table }
  { name: 'BlobEndpoint', value: account.properties.primaryEndpoints.blob }
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: applicationInsightsConnectionString }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'Authorization=AAD;ClientId=${identityClientId}' }
  { name: 'Telemetry__SamplingPercent', value: string(traceSamplingPercent) }
]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${resourceToken}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: 'func-${resourceToken}'
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${deploymentContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttpInstances == 0 ? [] : [
          {
            name: 'http'
            instanceCount: alwaysReadyHttpInstances
          }
        ]
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: concat(settings, providerSettings, notifications.settings, notificationSecrets)
    }
  }
}

// Deployments go by identity as well: no publishing passwords.
resource scmCredentials 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

resource ftpCredentials 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

output name string = site.name
output uri string = 'https://${site.properties.defaultHostName}'
